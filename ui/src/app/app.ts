import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TradingStateKind } from '@cream/proto/trading';
import { Live } from './core/live.js';
import { ThemeChoice } from './core/theme.js';
import { modeLabel, tradingStateLabel } from './format/label.js';

/** The frame around every page: where to go, whether the system is live, and in which mode it trades. */
@Component({
  selector: 'cream-root',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.css',
})
export class App {
  protected readonly live = inject(Live);
  protected readonly theme = inject(ThemeChoice);
  protected readonly mode = computed(() => {
    const system = this.live.system();
    return system?.mode ? modeLabel(system.mode) : undefined;
  });
  /** What must not be overlooked on any page. */
  protected readonly warnings = computed(() => {
    const system = this.live.system();
    if (!system) return [];
    const { tradingState, services } = system;
    const unready = services.filter(({ ready }) => !ready).length;
    return [
      ...(tradingState?.state === TradingStateKind.ACTIVE
        ? []
        : [`TRADING ${tradingState ? tradingStateLabel(tradingState.state) : 'STATE NOT KNOWN'}`]),
      ...(unready === 0 ? [] : [`${unready} ${unready === 1 ? 'SERVICE' : 'SERVICES'} NOT READY`]),
    ];
  });
  protected readonly version = computed(() => this.live.system()?.version);
  protected readonly liveText = computed(() => {
    switch (this.live.state()) {
      case 'live':
        return 'Live';
      case 'lost':
        return 'Connection lost, retrying';
      default:
        return 'Connecting';
    }
  });

  /** Fragment links resolve against `<base href>`, so the skip link moves the focus itself. */
  protected skipToContent(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
