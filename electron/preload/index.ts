import { contextBridge, ipcRenderer } from 'electron';
import { channels, eventNames, languageSwitch } from '../../shared/ipc/channels.ts';

// Named functions only: the page gets neither ipcRenderer nor the event objects.
const call = Object.fromEntries(
  channels.map((channel) => [
    channel,
    (input: unknown) => ipcRenderer.invoke('call', channel, input) as Promise<unknown>,
  ]),
);

const known: readonly string[] = eventNames;

const on = (event: string, listener: (payload: unknown) => void): (() => void) => {
  if (!known.includes(event)) throw new Error(`Unknown event ${event}`);
  const forward = (_: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(event, forward);
  return () => {
    ipcRenderer.removeListener(event, forward);
  };
};

const language = process.argv
  .find((argument) => argument.startsWith(languageSwitch))
  ?.slice(languageSwitch.length);

contextBridge.exposeInMainWorld('desk', { call, on, language });
