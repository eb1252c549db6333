import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** An IMAP server of a test that lies: it answers as a mailbox with one mail, except where the test has other answers. */
export type ScriptedImap = { readonly port: number; readonly close: () => Promise<void> };

/** What it sends for a command, in place of the usual answer; `null` closes the connection. */
export type Answers = Readonly<Record<string, (tag: string, socket: Socket) => string | null>>;

const usual: Answers = {
  CAPABILITY: (tag) => `* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n${tag} OK\r\n`,
  AUTHENTICATE: (tag) => `${tag} OK [CAPABILITY IMAP4rev1]\r\n`,
  LOGIN: (tag) => `${tag} OK [CAPABILITY IMAP4rev1]\r\n`,
  LIST: (tag) => `* LIST () "." INBOX\r\n${tag} OK\r\n`,
  LSUB: (tag) => `* LSUB () "." INBOX\r\n${tag} OK\r\n`,
  EXAMINE: (tag) =>
    `* FLAGS (\\Seen)\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 8] x\r\n${tag} OK [READ-ONLY]\r\n`,
  'UID SEARCH': (tag) => `* SEARCH 7\r\n${tag} OK\r\n`,
  'UID FETCH': (tag) => {
    const mail = 'Subject: usual\r\n\r\nx';
    return `* 1 FETCH (UID 7 RFC822.SIZE ${mail.length} BODY[]<0> {${mail.length}}\r\n${mail})\r\n${tag} OK\r\n`;
  },
};

/** Starts it. @param answers by command, such as `UID FETCH`; `GREETING` is sent first */
export const startScriptedImap = async (answers: Answers): Promise<ScriptedImap> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const say = (words: string | null): void =>
      void (words === null ? socket.destroy() : socket.write(words));
    say(answers['GREETING'] ? answers['GREETING']('*', socket) : '* OK ready\r\n');
    let rest = '';
    socket.on('data', (data) => {
      const lines = `${rest}${data.toString('latin1')}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [tag = '', first = '', second = ''] = line.split(' ');
        const command = first.toUpperCase() === 'UID' ? `UID ${second.toUpperCase()}` : first.toUpperCase();
        const answer = answers[command] ?? usual[command];
        say(answer ? answer(tag, socket) : `${tag} OK\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
