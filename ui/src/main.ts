import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config.js';
import { App } from './app/app.js';

bootstrapApplication(App, appConfig).catch((error: unknown) => {
  document.body.textContent = `The console could not start: ${error instanceof Error ? error.message : String(error)}`;
  throw error;
});
