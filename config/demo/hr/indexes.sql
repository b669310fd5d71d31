-- Keys, and an index on every reference along which a person's rows are found.
ALTER TABLE employees ADD PRIMARY KEY (id), ADD UNIQUE (staff_number);
ALTER TABLE employees ADD FOREIGN KEY (manager_id) REFERENCES employees;
CREATE INDEX employees_private_email ON employees (lower(private_email));
CREATE INDEX employees_work_email ON employees (lower(work_email));
CREATE INDEX employees_manager ON employees (manager_id);

ALTER TABLE contracts ADD PRIMARY KEY (id), ADD FOREIGN KEY (employee_id) REFERENCES employees;
CREATE INDEX contracts_employee ON contracts (employee_id);

ALTER TABLE absences ADD PRIMARY KEY (id), ADD FOREIGN KEY (employee_id) REFERENCES employees;
CREATE INDEX absences_employee ON absences (employee_id);

ALTER TABLE appraisals ADD PRIMARY KEY (id), ADD FOREIGN KEY (employee_id) REFERENCES employees;
CREATE INDEX appraisals_employee ON appraisals (employee_id);

ALTER TABLE payroll_lines ADD PRIMARY KEY (id), ADD FOREIGN KEY (employee_id) REFERENCES employees;
CREATE INDEX payroll_lines_employee ON payroll_lines (employee_id);

ALTER TABLE applicants ADD PRIMARY KEY (id);
CREATE INDEX applicants_email ON applicants (lower(email));

ALTER TABLE applications ADD PRIMARY KEY (id), ADD FOREIGN KEY (applicant_id) REFERENCES applicants;
CREATE INDEX applications_applicant ON applications (applicant_id);
