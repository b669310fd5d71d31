"""What answers at an address; each view names its rule."""
