import { Component, computed, inject, resource } from '@angular/core';
import { CONSOLE_CLIENT } from '../core/console-client.js';
import { Live } from '../core/live.js';
import { modeLabel, tradingStateLabel } from '../format/label.js';
import { FailureNotice } from '../shared/failure-notice.js';
import { Loading } from '../shared/loading.js';
import { Time } from '../shared/time.js';
import { tradingStateTone } from '../shared/tone.js';

/** Whether the services are ready and whether orders may go out. Follows the live stream once there is one. */
@Component({
  imports: [FailureNotice, Loading, Time],
  template: `
    <div class="stack">
      <h1>System</h1>
      @if (system(); as system) {
        <section class="card" aria-labelledby="trading-title">
          <h2 id="trading-title">Trading</h2>
          <div class="row">
            @if (system.tradingState; as trading) {
              <span class="badge" [class]="stateTone(trading.state)">{{ stateLabel(trading.state) }}</span>
              <span>{{ trading.reason }}</span>
              <span class="muted small">
                @if (trading.actor) { set by {{ trading.actor }} } @if (trading.since) { since <cream-time [at]="trading.since" /> }
              </span>
            } @else {
              <span class="badge bad">STATE NOT KNOWN</span>
            }
          </div>
          <p class="muted small mode">Mode {{ modeLabel(system.mode) }}, version {{ system.version || 'not known' }}</p>
        </section>
        <section class="card" aria-labelledby="services-title">
          <h2 id="services-title">Services</h2>
          <p class="muted small">{{ ready() }} of the {{ system.services.length }} that the gateway asks are ready</p>
          <div class="scroll" tabindex="0" role="group" aria-label="Services">
            <table>
              <thead><tr><th scope="col">Service</th><th scope="col">State</th></tr></thead>
              <tbody>
                @for (service of system.services; track service.name) {
                  <tr>
                    <th scope="row">{{ service.name }}</th>
                    <td>
                      <span class="badge" [class]="service.ready ? 'good' : 'bad'">{{ service.ready ? 'READY' : 'NOT READY' }}</span>
                      @if (service.detail) { <span class="detail">{{ service.detail }}</span> }
                    </td>
                  </tr>
                } @empty {
                  <tr><td colspan="2" class="muted">No service has reported.</td></tr>
                }
              </tbody>
            </table>
          </div>
        </section>
      } @else if (answer.error()) {
        <cream-failure [error]="answer.error()" (retry)="answer.reload()" />
      } @else {
        <cream-loading what="the state of the system" />
      }
    </div>
  `,
  styles: `
    th[scope='row'] { width: 220px; } .detail { margin-left: 8px; overflow-wrap: anywhere; } .mode { margin-top: 8px; }
  `,
})
export class SystemPage {
  readonly #client = inject(CONSOLE_CLIENT);
  readonly #live = inject(Live);
  protected readonly answer = resource({
    loader: ({ abortSignal }) => this.#client.getSystem({}, { signal: abortSignal }),
  });
  protected readonly system = computed(
    () => this.#live.system() ?? (this.answer.hasValue() ? this.answer.value() : undefined),
  );
  protected readonly ready = computed(() => this.system()?.services.filter((service) => service.ready).length ?? 0);
  protected readonly modeLabel = modeLabel;
  protected readonly stateLabel = tradingStateLabel;
  protected readonly stateTone = tradingStateTone;
}
