-- The staff records of an invented consultancy. Keys and indexes: indexes.sql, once the rows are there.
CREATE TABLE employees (
    id                bigint NOT NULL,
    staff_number      text NOT NULL,
    first_name        text NOT NULL,
    last_name         text NOT NULL,
    private_email     text NOT NULL,
    work_email        text NOT NULL,
    phone             text,
    date_of_birth     date NOT NULL,
    home_address      text NOT NULL,
    insurance_number  text NOT NULL,
    bank_account      text NOT NULL,
    emergency_contact text,
    job_title         text NOT NULL,
    department        text NOT NULL,
    manager_id        bigint,
    joined_on         date NOT NULL,
    left_on           date
);

CREATE TABLE contracts (
    id            bigint NOT NULL,
    employee_id   bigint NOT NULL,
    kind          text NOT NULL,
    job_title     text NOT NULL,
    hours_a_week  numeric(4, 1) NOT NULL,
    yearly_salary numeric(12, 2) NOT NULL,
    begins_on     date NOT NULL,
    ends_on       date,
    file_name     text NOT NULL,
    document      bytea NOT NULL
);

CREATE TABLE absences (
    id          bigint NOT NULL,
    employee_id bigint NOT NULL,
    kind        text NOT NULL,
    first_day   date NOT NULL,
    last_day    date NOT NULL,
    certificate boolean NOT NULL,
    note        text
);

CREATE TABLE appraisals (
    id          bigint NOT NULL,
    employee_id bigint NOT NULL,
    held_on     date NOT NULL,
    appraiser   text NOT NULL,
    mark        integer NOT NULL,
    words       text NOT NULL,
    answer      text
);

CREATE TABLE payroll_lines (
    id          bigint NOT NULL,
    employee_id bigint NOT NULL,
    month       date NOT NULL,
    kind        text NOT NULL,
    amount      numeric(12, 2) NOT NULL
);

CREATE TABLE applicants (
    id         bigint NOT NULL,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    email      text NOT NULL,
    phone      text,
    came_from  text NOT NULL,
    created    timestamptz NOT NULL
);

CREATE TABLE applications (
    id              bigint NOT NULL,
    applicant_id    bigint NOT NULL,
    post            text NOT NULL,
    sent_on         date NOT NULL,
    status          text NOT NULL,
    interview_notes text,
    score           integer,
    file_name       text NOT NULL,
    letter          bytea NOT NULL
);
