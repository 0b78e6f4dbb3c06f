import { Component, input } from '@angular/core';

/** A quiet line while a page waits for its first answer. */
@Component({
  selector: 'cream-loading',
  template: `<p class="notice muted" role="status">Loading {{ what() }}…</p>`,
})
export class Loading {
  readonly what = input.required<string>();
}
