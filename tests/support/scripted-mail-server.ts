import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The points of an SMTP session where a server can answer differently. */
export type MailStage = keyof typeof usual;

/** The answer at that point, without the line end; `drop` closes the connection, `silence` sends nothing more. */
export type MailAnswer = string;

export type ScriptedMailServer = {
  readonly port: number;
  /** The recipients of the letters that it accepted. */
  readonly taken: readonly string[];
  /** The complete letters, as received. */
  readonly seen: readonly string[];
  /** The number of connections so far. */
  readonly connections: () => number;
  /** The stages so far. */
  readonly stages: () => readonly MailStage[];
  /**
   * Returns the answer, called each time; undefined for the usual answer. `reader` is known after RCPT; `nth` counts
   * the connections from 1.
   */
  answer: (stage: MailStage, reader: string, nth: number) => MailAnswer | undefined;
  readonly close: () => Promise<void>;
};

const usual = {
  greeting: '220 mail.test ESMTP',
  ehlo: '250-mail.test\r\n250-AUTH PLAIN\r\n250 8BITMIME',
  starttls: '502 5.5.1 not here',
  auth: '235 2.7.0 welcome',
  sender: '250 2.1.0 sender fine',
  reader: '250 2.1.5 reader fine',
  data: '354 go on',
  /** In the middle of the letter, where no answer is expected. */
  'in-letter': '',
  letter: '250 2.0.0 taken',
} as const;

const stageOf = (command: string): MailStage | null => {
  const [verb = ''] = command.split(/[\s:]/);
  switch (verb.toUpperCase()) {
    case 'EHLO':
    case 'HELO':
      return 'ehlo';
    case 'STARTTLS':
      return 'starttls';
    case 'AUTH':
      return 'auth';
    case 'MAIL':
      return 'sender';
    case 'RCPT':
      return 'reader';
    case 'DATA':
      return 'data';
    default:
      return null;
  }
};

/** A local mail server that gives answers of real servers at any stage. */
export const startScriptedServer = async (
  answer: ScriptedMailServer['answer'] = () => undefined,
): Promise<ScriptedMailServer> => {
  const lines = new Set<Socket>();
  const taken: string[] = [];
  const seen: string[] = [];
  const stages: MailStage[] = [];
  let connections = 0;
  const server = createServer((line) => {
    connections += 1;
    const nth = connections;
    lines.add(line);
    line.on('error', () => undefined);
    line.on('close', () => lines.delete(line));
    const answerOf = (stage: MailStage, reader: string): MailAnswer | undefined => {
      stages.push(stage);
      return scripted.answer(stage, reader, nth);
    };
    talk(line, answerOf, { taken, seen });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scripted: ScriptedMailServer = {
    port: (server.address() as AddressInfo).port,
    taken,
    seen,
    connections: () => connections,
    stages: () => stages,
    answer,
    close: async () => {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return scripted;
};

/** A server that drops the connection, or falls silent, at one point of every session. */
export const startBadServer = (point: MailStage, how: 'drop' | 'silence'): Promise<ScriptedMailServer> =>
  startScriptedServer((stage) => (stage === point ? how : undefined));

const talk = (
  line: Socket,
  answer: (stage: MailStage, reader: string) => MailAnswer | undefined,
  { taken, seen }: { readonly taken: string[]; readonly seen: string[] },
): void => {
  let reader = '';
  let letter: string | null = null;
  /** Answers at a stage. Returns whether the session continues as usual. */
  const say = (stage: MailStage): boolean => {
    const own = answer(stage, reader);
    if (own === 'drop') line.destroy();
    const said = own ?? usual[stage];
    if (own !== 'drop' && own !== 'silence' && said !== '') line.write(`${said}\r\n`);
    return said === '' || /^[23]/.test(said);
  };
  say('greeting');
  const hear = (command: string): void => {
    if (/^RCPT/i.test(command)) reader = /<([^>]*)>/.exec(command)?.[1] ?? '';
    const stage = stageOf(command);
    if (stage === null) line.write(/^QUIT/i.test(command) ? '221 bye\r\n' : '250 fine\r\n');
    else if (say(stage) && stage === 'data') letter = '';
  };
  line.on('data', (chunk) => {
    if (letter === null) {
      for (const command of chunk.toString().split('\r\n').filter(Boolean)) hear(command);
      return;
    }
    letter += chunk.toString();
    if (!say('in-letter') || !letter.endsWith('\r\n.\r\n')) return;
    seen.push(letter);
    letter = null;
    if (say('letter')) taken.push(reader);
  });
};
