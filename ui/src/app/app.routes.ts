import type { Routes } from '@angular/router';

/** Each page is its own chunk, so the charts are loaded only where they are drawn. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Overview · Cream',
    loadComponent: () => import('./overview/overview-page.js').then((m) => m.OverviewPage),
  },
  {
    path: 'cycles',
    title: 'Cycles · Cream',
    loadComponent: () => import('./cycles/cycles-page.js').then((m) => m.CyclesPage),
  },
  {
    path: 'cycles/:id',
    title: 'Cycle · Cream',
    loadComponent: () => import('./cycle/cycle-page.js').then((m) => m.CyclePage),
  },
  {
    path: 'charts',
    title: 'Charts · Cream',
    loadComponent: () => import('./charts/charts-page.js').then((m) => m.ChartsPage),
  },
  {
    path: 'charts/:symbol',
    title: 'Chart · Cream',
    loadComponent: () => import('./charts/charts-page.js').then((m) => m.ChartsPage),
  },
  {
    path: 'system',
    title: 'System · Cream',
    loadComponent: () => import('./system/system-page.js').then((m) => m.SystemPage),
  },
  {
    path: '**',
    title: 'Not found · Cream',
    loadComponent: () => import('./shared/not-found-page.js').then((m) => m.NotFoundPage),
  },
];
