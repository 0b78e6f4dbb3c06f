import { Component, computed, input } from '@angular/core';
import { type Instant, newYorkDate, newYorkTime, utc } from '../format/time.js';

/** A moment in New York time, with UTC in the title. */
@Component({
  selector: 'cream-time',
  template: `<time class="nowrap" [attr.datetime]="iso()" [title]="iso()">{{ text() }}</time>`,
})
export class Time {
  readonly at = input.required<Instant | undefined>();
  readonly dateOnly = input(false);
  protected readonly iso = computed(() => utc(this.at()));
  protected readonly text = computed(() => (this.dateOnly() ? newYorkDate(this.at()) : newYorkTime(this.at())));
}
