-- The CRM of an invented consultancy, as such databases are: its own words, its own types, a table nobody mapped.
-- Keys and indexes: indexes.sql, once the rows are there.
CREATE TYPE order_status AS ENUM ('quoted', 'ordered', 'delivered', 'invoiced', 'paid', 'cancelled');

CREATE TABLE organisations (
    id         bigint NOT NULL,
    name       text NOT NULL,
    sector     text NOT NULL,
    vat_number text NOT NULL,
    town       text NOT NULL
);

CREATE TABLE people (
    id              bigint NOT NULL,
    customer_number text NOT NULL,
    first_name      text NOT NULL,
    last_name       text NOT NULL,
    email           text NOT NULL,
    phone           text,
    date_of_birth   date,
    organisation_id bigint,
    guardian_id     bigint,
    interests       text[] NOT NULL,
    notes           text,
    lead_score      integer,
    created         timestamptz NOT NULL
);

CREATE TABLE addresses (
    id             bigint NOT NULL,
    person_id      bigint NOT NULL,
    kind           text NOT NULL,
    address_line_1 text NOT NULL,
    address_line_2 text,
    town           text NOT NULL,
    postcode       text NOT NULL,
    used_from      date NOT NULL,
    used_until     date
);

CREATE TABLE tickets (
    id                bigint NOT NULL,
    person_id         bigint NOT NULL,
    follows_ticket_id bigint,
    subject           text NOT NULL,
    status            text NOT NULL,
    opened            timestamptz NOT NULL,
    closed            timestamptz,
    details           jsonb NOT NULL
);

CREATE TABLE ticket_messages (
    id        bigint NOT NULL,
    ticket_id bigint NOT NULL,
    author    text NOT NULL,
    body      text NOT NULL,
    sent_at   timestamptz NOT NULL
);

CREATE TABLE attachments (
    id         bigint NOT NULL,
    message_id bigint NOT NULL,
    file_name  text NOT NULL,
    media_type text NOT NULL,
    content    bytea NOT NULL
);

CREATE TABLE call_recordings (
    id         bigint NOT NULL,
    person_id  bigint NOT NULL,
    ticket_id  bigint,
    called_at  timestamptz NOT NULL,
    direction  text NOT NULL,
    caller     text,
    staff_name text NOT NULL,
    seconds    integer NOT NULL,
    summary    text NOT NULL,
    file_name  text NOT NULL,
    audio      bytea NOT NULL
);

CREATE TABLE orders (
    id                  bigint NOT NULL,
    person_id           bigint NOT NULL,
    delivery_address_id bigint NOT NULL,
    ordered_on          date NOT NULL,
    delivered_on        date,
    description         text NOT NULL,
    net_amount          numeric(12, 2) NOT NULL,
    vat_amount          numeric(12, 2) NOT NULL,
    currency            char(3) NOT NULL,
    status              order_status NOT NULL
);

-- Tax law has an invoice kept for six years, whatever its customer asks for.
CREATE TABLE invoices (
    id             bigint NOT NULL,
    order_id       bigint NOT NULL,
    invoice_number text NOT NULL,
    addressed_to   text NOT NULL,
    issued_on      date NOT NULL,
    due_on         date NOT NULL,
    net_amount     numeric(12, 2) NOT NULL,
    vat_amount     numeric(12, 2) NOT NULL,
    currency       char(3) NOT NULL,
    keep_until     date NOT NULL
);

CREATE TABLE invoice_lines (
    id          bigint NOT NULL,
    invoice_id  bigint NOT NULL,
    position    integer NOT NULL,
    description text NOT NULL,
    quantity    integer NOT NULL,
    unit_price  numeric(12, 2) NOT NULL,
    net_amount  numeric(12, 2) NOT NULL
);

CREATE TABLE payments (
    id             bigint NOT NULL,
    invoice_id     bigint NOT NULL,
    paid_on        date NOT NULL,
    amount         numeric(12, 2) NOT NULL,
    method         text NOT NULL,
    account_ending char(4),
    reference      text NOT NULL
);

CREATE TABLE consents (
    id           bigint NOT NULL,
    person_id    bigint NOT NULL,
    purpose      text NOT NULL,
    wording      text NOT NULL,
    given_at     timestamptz NOT NULL,
    given_by     text NOT NULL,
    withdrawn_at timestamptz
);

CREATE TABLE newsletter_events (
    id        bigint NOT NULL,
    person_id bigint NOT NULL,
    campaign  text NOT NULL,
    event     text NOT NULL,
    happened  timestamptz NOT NULL,
    client    text
);

CREATE TABLE web_visits (
    id         bigint NOT NULL,
    person_id  bigint NOT NULL,
    visited    timestamptz NOT NULL,
    page       text NOT NULL,
    seconds    integer NOT NULL,
    came_from  text,
    ip_address inet NOT NULL,
    browser    text NOT NULL
);

CREATE TABLE audit_trail (
    id         bigint NOT NULL,
    person_id  bigint NOT NULL,
    happened   timestamptz NOT NULL,
    staff_name text NOT NULL,
    action     text NOT NULL
);
