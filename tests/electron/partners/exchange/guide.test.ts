import { execa } from 'execa';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { chooseKeyPair } from '../../../../electron/main/partners/exchange/key-pair.ts';
import { startEndpoint } from '../../../../electron/main/partners/exchange/endpoint.ts';
import { inboxOn } from '../../../../electron/main/partners/exchange/inbox.ts';
import { takeIn } from '../../../../electron/main/partners/exchange/take-in.ts';
import { FolderLook } from '../../../../electron/main/files/watching/look.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { openTestDesk } from '../../../support/desk.ts';
import { openGuide } from '../../../support/guides.ts';
import { valueOf } from '../../../support/results.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// The commands of the guide for IT about partners' systems, in its order.
const guide = openGuide('partner-systems', {});
const folder = temporaryFolder();

/** Runs commands of the guide. @param values what stands for words and paths in them */
const sh = async (commands: string, values: Readonly<Record<string, string>> = {}): Promise<string> => {
  const text = Object.entries(values).reduce((all, [word, value]) => all.replaceAll(word, value), commands);
  // Not synchronous: the endpoint that is asked runs in this process.
  return (await execa('bash', ['-euc', text], { cwd: folder, timeout: 60_000 })).stdout;
};

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const choose = (certificate: string, key: string) =>
  chooseKeyPair((what) => Promise.resolve({ name: 'a.pem', text: read(what === 'key' ? key : certificate) }));

test('a client certificate in one file becomes the two that Settings take', async () => {
  // What an authority hands out: a certificate, its key and those who vouch for it, with a password.
  await sh(
    'openssl req -x509 -newkey rsa:2048 -noenc -days 2 -subj /CN=library -keyout k.pem -out c.pem && openssl pkcs12 -export -in c.pem -inkey k.pem -passout pass:secret -out partner.p12',
  );
  await sh(guide.next('What leaves', 'sh'));
  expect(valueOf(await choose('partner-certificate.pem', 'partner-key.pem'))).not.toBeNull();
});

test('with a certificate of one’s own, the question of the guide is answered by the endpoint; with a wrong secret it is not', async () => {
  await sh(guide.next('Receive messages', 'sh'));
  const pair = valueOf(await choose('endpoint-certificate.pem', 'endpoint-key.pem'));
  expect(() => createSecureContext({ cert: pair?.certificate, key: pair?.key })).not.toThrow();
  const desk = openTestDesk();
  onTestFinished(() => desk.close());
  const { db, now } = desk.context;
  const endpoint = await startEndpoint({
    host: '127.0.0.1',
    port: 0,
    path: '/iso18626',
    tls: pair && { cert: pair.certificate, key: pair.key },
    credentials: { kind: 'basic', user: 'NORTH', password: 'open sesame' },
    mayCall: () => true,
    take: (message) => Promise.resolve(takeIn(message, instantOf(now()), inboxOn(db))),
    logFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => endpoint.stop());
  const question = guide.next('Receive messages', 'sh');
  const asked = (secret: string): Promise<string> =>
    sh(question, { NAME: 'NORTH', SECRET: secret, PORT: String(endpoint.port) });
  expect(await asked('open sesame')).toMatch(/ERROR.*BadlyFormedMessage/su);
  expect(await asked('wrong')).toBe('');
});

test('a file that is renamed when it is whole is taken from the folder, and not before', async () => {
  const messages = join(folder, 'messages');
  mkdirSync(messages);
  writeFileSync(join(folder, 'message.xml'), '<a/>');
  const [copy = '', rename = ''] = guide.next('A folder', 'sh').trim().split('\n');
  const look = new FolderLook(messages, () => undefined);
  const ready = async (): Promise<string | undefined> => {
    await look.look([]);
    return (await look.look([])).ready?.name;
  };
  await sh(copy, { '/srv/borrow-desk/messages': messages });
  expect(existsSync(join(messages, 'message-0001.xml.part'))).toBe(true);
  expect(await ready()).toBeUndefined();
  await sh(rename, { '/srv/borrow-desk/messages': messages });
  expect(await ready()).toBe('message-0001.xml');
});

test('every command of the guide was run, or is marked as one that no test runs', () => {
  expect(guide.left()).toEqual([]);
});
