// What the pages gain from JavaScript. Everything works without it.
import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, createAll,
} from "govuk-frontend";

// The classes first: components start only where they stand. A browser that reads modules has what they need.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [
  Accordion, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink,
])
  createAll(component);
createAll(Button, { preventDoubleClick: true });

// A choice that applies at once where scripts run; without them its own button does it.
for (const select of document.querySelectorAll("select[data-submit-on-change]")) {
  select.form.querySelector("[data-without-script]")?.setAttribute("hidden", "");
  select.addEventListener("change", () => select.form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
