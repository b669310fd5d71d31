-- Keys, and an index on every reference along which a person's rows are found.
ALTER TABLE organisations ADD PRIMARY KEY (id), ADD UNIQUE (name, town);
ALTER TABLE people ADD PRIMARY KEY (id), ADD UNIQUE (customer_number),
    ADD FOREIGN KEY (organisation_id) REFERENCES organisations;
ALTER TABLE people ADD FOREIGN KEY (guardian_id) REFERENCES people;
CREATE INDEX people_email ON people (lower(email));
CREATE INDEX people_guardian ON people (guardian_id);
CREATE INDEX people_organisation ON people (organisation_id);

ALTER TABLE addresses ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
CREATE INDEX addresses_person ON addresses (person_id);

ALTER TABLE tickets ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
ALTER TABLE tickets ADD FOREIGN KEY (follows_ticket_id) REFERENCES tickets;
CREATE INDEX tickets_person ON tickets (person_id);
CREATE INDEX tickets_follows ON tickets (follows_ticket_id);

ALTER TABLE ticket_messages ADD PRIMARY KEY (id), ADD FOREIGN KEY (ticket_id) REFERENCES tickets;
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id);

ALTER TABLE attachments ADD PRIMARY KEY (id), ADD FOREIGN KEY (message_id) REFERENCES ticket_messages;
CREATE INDEX attachments_message ON attachments (message_id);

ALTER TABLE call_recordings ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people,
    ADD FOREIGN KEY (ticket_id) REFERENCES tickets;
CREATE INDEX call_recordings_person ON call_recordings (person_id);
CREATE INDEX call_recordings_ticket ON call_recordings (ticket_id);

ALTER TABLE orders ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people,
    ADD FOREIGN KEY (delivery_address_id) REFERENCES addresses;
CREATE INDEX orders_person ON orders (person_id);
CREATE INDEX orders_delivery_address ON orders (delivery_address_id);

ALTER TABLE invoices ADD PRIMARY KEY (id), ADD UNIQUE (invoice_number),
    ADD FOREIGN KEY (order_id) REFERENCES orders;
CREATE INDEX invoices_order ON invoices (order_id);

ALTER TABLE invoice_lines ADD PRIMARY KEY (id), ADD FOREIGN KEY (invoice_id) REFERENCES invoices;
CREATE INDEX invoice_lines_invoice ON invoice_lines (invoice_id);

ALTER TABLE payments ADD PRIMARY KEY (id), ADD FOREIGN KEY (invoice_id) REFERENCES invoices;
CREATE INDEX payments_invoice ON payments (invoice_id);

ALTER TABLE consents ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
CREATE INDEX consents_person ON consents (person_id);

ALTER TABLE newsletter_events ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
CREATE INDEX newsletter_events_person ON newsletter_events (person_id);

ALTER TABLE web_visits ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
CREATE INDEX web_visits_person ON web_visits (person_id);

ALTER TABLE audit_trail ADD PRIMARY KEY (id), ADD FOREIGN KEY (person_id) REFERENCES people;
