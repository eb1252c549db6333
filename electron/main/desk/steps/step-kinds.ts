/** The steps that are written into the command log, as staff read them. */
export const stepKinds: Readonly<Record<string, string>> = {
  receive: 'Received',
  'finish-receiving': 'Receiving ended',
  'print-return-slip': 'Return slip printed',
  undo: 'Undone',
};
