import './app/mantine.css';
import './app/base.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { desk } from './api/desk.ts';
import { askEarly, createQueryClient, followChanges } from './api/queries.ts';
import { App } from './app/App.tsx';
import { showSavedAppearance } from './app/appearance.ts';
import { loadWhenIdle } from './app/early-typing.ts';
import { startReceiving } from './app/receiving-actor.ts';
import { reportErrors } from './app/report-errors.ts';
import { keepPlace, routeOf } from './app/routes.ts';
import { wakeSound } from './app/tones.ts';

/** By then the first picture has been drawn. */
const soundMs = 1_500;

performance.mark('page.scripts-run');
reportErrors();
showSavedAppearance();
keepPlace();
const client = createQueryClient();
askEarly(client, routeOf(location.hash).page === 'today');
followChanges(client);
const receiving = startReceiving(desk);
const root = document.getElementById('root');
// At once: the next thing that this thread does is to wait for the graphics process, which starts up meanwhile.
if (root) flushSync(() => createRoot(root).render(<App client={client} receiving={receiving} />));
setTimeout(wakeSound, soundMs);
if (import.meta.env.DEV) void import('./development/tools.tsx').then(({ showTools }) => showTools(client));
setTimeout(
  () =>
    loadWhenIdle([
      () => import('./app/palette/Palette.tsx'),
      () => import('./features/requests/RequestsPage.tsx'),
    ]),
  soundMs,
);
