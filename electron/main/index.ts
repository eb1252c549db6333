import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';

await app.whenReady();
const window = new BrowserWindow({ width: 1280, height: 800 });
await window.loadFile(join(import.meta.dirname, '../renderer/index.html'));
