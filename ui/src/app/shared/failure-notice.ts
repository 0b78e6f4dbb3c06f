import { Component, computed, input, output } from '@angular/core';
import { failureOf } from '../core/failure.js';

/** Says what failed and offers to try again. */
@Component({
  selector: 'cream-failure',
  template: `
    <div class="notice bad stack" role="alert">
      <div>
        <strong>{{ failure().title }}</strong>
        <p>{{ failure().text }}</p>
      </div>
      <div><button type="button" (click)="retry.emit()">Try again</button></div>
    </div>
  `,
})
export class FailureNotice {
  readonly error = input.required<unknown>();
  readonly retry = output<void>();
  protected readonly failure = computed(() => failureOf(this.error()));
}
