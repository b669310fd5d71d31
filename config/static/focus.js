// Moves the focus to the error summary when a page comes back with faults, so that screen readers read it first.
// Without JavaScript the summary is simply the first thing on the page.
"use strict";
{
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
}
