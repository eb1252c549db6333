import './mantine.css';
import './base.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { desk } from '../api/desk.ts';
import { createQueryClient, followChanges } from '../api/queries.ts';
import { App } from './App.tsx';
import { ignoreDoubleClicksBehind } from './double-clicks.ts';
import { showSavedAppearance } from './appearance.ts';
import { loadWhenIdle } from '../scanner/early-typing.ts';
import { startReceiving } from '../steps/receiving/receiving-actor.ts';
import { reportErrors } from './report-errors.ts';
import { keepPlace } from '../places/routes.ts';
import { language } from '../../../shared/words/language.ts';
import { startAudio } from '../steps/tones.ts';

/** The first frame has been drawn by then. */
const soundMs = 1_500;

performance.mark('page.scripts-run');
reportErrors();
document.documentElement.lang = language;
showSavedAppearance();
keepPlace();
ignoreDoubleClicksBehind();
const client = createQueryClient();
followChanges(client);
const receiving = startReceiving(desk);
const root = document.getElementById('root');
// Synchronous: the components ask for their data when all is drawn, and with the first call the window is shown and may paint.
if (root) flushSync(() => createRoot(root).render(<App client={client} receiving={receiving} />));
setTimeout(startAudio, soundMs);
if (import.meta.env.DEV) void import('../development/tools.tsx').then(({ showTools }) => showTools(client));
setTimeout(
  () =>
    loadWhenIdle([() => import('./palette/Palette.tsx'), () => import('../pages/requests/RequestsPage.tsx')]),
  soundMs,
);
