import './app/mantine.css';
import './app/base.css';
import { createRoot } from 'react-dom/client';
import { desk } from './api/desk.ts';
import { askEarly, createQueryClient, followChanges } from './api/queries.ts';
import { App } from './app/App.tsx';
import { showSavedAppearance } from './app/appearance.ts';
import { startReceiving } from './app/receiving-actor.ts';
import { keepPlace, routeOf } from './app/routes.ts';

performance.mark('page.scripts-run');
showSavedAppearance();
keepPlace();
const client = createQueryClient();
askEarly(client, routeOf(location.hash).page === 'today');
followChanges(client);
const receiving = startReceiving(desk);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App client={client} receiving={receiving} />);
