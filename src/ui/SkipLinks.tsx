/** Ways past the toolbar and the editor for those who walk the page with the Tab key. */

import type { MouseEvent, ReactElement } from 'react';

const places = [
  { selector: '.stage-side', label: 'Skip to the stage' },
  { selector: '.editor-side', label: 'Skip to the editor' },
  { selector: '.bottom-side', label: 'Skip to timeline, terminal and events' },
] as const;

const focusable = 'button:not([disabled]), a[href], input, textarea, select, [tabindex="0"]';

function skipTo(event: MouseEvent, selector: string): void {
  event.preventDefault();
  document.querySelector(selector)?.querySelector<HTMLElement>(focusable)?.focus();
}

export function SkipLinks(): ReactElement {
  return (
    <nav aria-label="Skip">
      {places.map(({ selector, label }) => (
        <a key={selector} className="skip-link" href="#" onClick={(event) => skipTo(event, selector)}>
          {label}
        </a>
      ))}
    </nav>
  );
}
