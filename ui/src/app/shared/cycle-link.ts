import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

/** A link to a cycle's story. The account is part of the link: the same cycle id exists in every run. */
@Component({
  selector: 'cream-cycle-link',
  imports: [RouterLink],
  template: `<a [routerLink]="['/cycles', cycleId()]" [queryParams]="{ account: account() || null }"><ng-content /></a>`,
})
export class CycleLink {
  readonly cycleId = input.required<string>();
  readonly account = input('');
}
