import { Component, computed, input } from '@angular/core';
import { hex, shortHex } from '../format/hash.js';

/** A hash shortened for the eye, whole in the title. */
@Component({
  selector: 'cream-hash',
  template: `<code class="nowrap" [title]="whole()">{{ short() }}</code>`,
})
export class HashText {
  readonly of = input.required<Uint8Array | undefined>();
  protected readonly whole = computed(() => hex(this.of() ?? new Uint8Array()));
  protected readonly short = computed(() => {
    const bytes = this.of();
    return bytes?.length ? `${shortHex(bytes)}…` : '–';
  });
}
