import { app, BrowserWindow } from 'electron';

// Shows the page whose address comes last on the command line, in a window of its own.
// Without waiting here: Electron gets ready only once this file has run.
void app
  .whenReady()
  .then(() =>
    new BrowserWindow({ width: 1280, height: 900, useContentSize: true }).loadURL(process.argv.at(-1)),
  );
