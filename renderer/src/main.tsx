import './app/mantine.css';
import './app/base.css';
import { createRoot } from 'react-dom/client';
import { desk } from './api/desk.ts';
import { createQueryClient, followChanges } from './api/queries.ts';
import { App } from './app/App.tsx';
import { showSavedAppearance } from './app/appearance.ts';
import { startReceiving } from './app/receiving-actor.ts';
import { keepPlace } from './app/routes.ts';

showSavedAppearance();
keepPlace();
const client = createQueryClient();
followChanges(client);
const receiving = startReceiving(desk);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App client={client} receiving={receiving} />);
