import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  imports: [RouterLink],
  template: `
    <div class="stack">
      <h1>There is no such page</h1>
      <p>Go to the <a routerLink="/">overview</a> or to the list of <a routerLink="/cycles">cycles</a>.</p>
    </div>
  `,
})
export class NotFoundPage {}
