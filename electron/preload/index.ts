import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  channels,
  eventNames,
  fileChannel,
  languageSwitch,
  memoryChannels,
} from '../../shared/ipc/channels.ts';

// Named functions only: the page gets neither ipcRenderer nor the event objects.
const call = Object.fromEntries(
  channels
    .filter((channel) => channel !== fileChannel)
    .map((channel) => [
      channel,
      (input: unknown) => ipcRenderer.invoke('call', channel, input) as Promise<unknown>,
    ]),
);

/** The system says where a file of this computer lies; what the page made itself lies nowhere. */
const drop = (file: File): Promise<unknown> =>
  ipcRenderer.invoke('call', fileChannel, { path: webUtils.getPathForFile(file) });

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

const memory = {
  read: (): unknown => ipcRenderer.sendSync(memoryChannels.read),
  keep: (name: string, text: string | null): void => ipcRenderer.send(memoryChannels.keep, name, text),
};

contextBridge.exposeInMainWorld('desk', { call, drop, on, memory, language });
