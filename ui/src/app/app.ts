import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Live } from './core/live.js';
import { ThemeChoice } from './core/theme.js';
import { modeLabel } from './format/label.js';

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
