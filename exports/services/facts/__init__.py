"""The facts of an answer, a file to each family of rights; the letters themselves look nothing up."""
