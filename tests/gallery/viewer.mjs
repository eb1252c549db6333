import { app, BrowserWindow } from 'electron';

// Shows the page whose address is the last command line argument, in its own window. Does not await here: Electron becomes ready only after
// this file has run.
void app
  .whenReady()
  .then(() =>
    new BrowserWindow({ width: 1280, height: 900, useContentSize: true }).loadURL(process.argv.at(-1)),
  );
