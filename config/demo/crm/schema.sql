-- The CRM of an invented consultancy, as such databases are: its own words, its own types, a table nobody mapped.
CREATE TYPE order_status AS ENUM ('quoted', 'ordered', 'delivered', 'invoiced', 'paid', 'cancelled');

CREATE TABLE people (
    id                bigint PRIMARY KEY,
    customer_number   text NOT NULL UNIQUE,
    first_name        text NOT NULL,
    last_name         text NOT NULL,
    email             text NOT NULL,
    phone             text,
    date_of_birth     date,
    company           text,
    address_line_1    text,
    address_line_2    text,
    town              text,
    postcode          text,
    marketing_consent boolean NOT NULL,
    interests         text[] NOT NULL,
    notes             text,
    lead_score        integer,
    created           timestamptz NOT NULL
);
CREATE INDEX people_email ON people (lower(email));

CREATE TABLE orders (
    id             bigint PRIMARY KEY,
    person_id      bigint NOT NULL REFERENCES people,
    ordered_on     date NOT NULL,
    delivered_on   date,
    description    text NOT NULL,
    net_amount     numeric(12, 2) NOT NULL,
    vat_amount     numeric(12, 2) NOT NULL,
    currency       char(3) NOT NULL,
    invoice_number text UNIQUE,
    status         order_status NOT NULL
);
CREATE INDEX orders_person ON orders (person_id);

CREATE TABLE tickets (
    id                bigint PRIMARY KEY,
    person_id         bigint NOT NULL REFERENCES people,
    follows_ticket_id bigint REFERENCES tickets,
    subject           text NOT NULL,
    status            text NOT NULL,
    opened            timestamptz NOT NULL,
    closed            timestamptz,
    details           jsonb NOT NULL
);
CREATE INDEX tickets_person ON tickets (person_id);
CREATE INDEX tickets_follows ON tickets (follows_ticket_id);

CREATE TABLE ticket_messages (
    id              bigint PRIMARY KEY,
    ticket_id       bigint NOT NULL REFERENCES tickets,
    author          text NOT NULL,
    body            text NOT NULL,
    sent_at         timestamptz NOT NULL,
    attachment_name text,
    attachment      bytea
);
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id);

CREATE TABLE audit_trail (
    id         bigint PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES people,
    happened   timestamptz NOT NULL,
    staff_name text NOT NULL,
    action     text NOT NULL
);
