import { expect, test } from 'vitest';
import { killServerAtCommits } from '../../../support/hub/killed-server.ts';
import { startPostgres } from '../../../support/hub/postgres.ts';
import { waitFor } from '../../../support/waiting.ts';

test('a server that is to die at commits dies so often and no more, also where every transaction has several steps', async () => {
  const server = await startPostgres({ settings: 'fsync = off\n' });
  const asked = async (text: string): Promise<boolean> => {
    const client = await server.connect().catch(() => undefined);
    if (!client) return false;
    const done = await client.query(text).catch(() => undefined);
    await client.end();
    return done !== undefined;
  };
  expect(await asked('CREATE SCHEMA hub; CREATE TABLE hub.op (seq int)')).toBe(true);
  const killing = killServerAtCommits(server, 3);
  const step = (): Promise<boolean> => asked('INSERT INTO hub.op VALUES (1), (2), (3), (4)');
  await waitFor('it has died three times', async () => {
    await step();
    return killing.died() === 3 || undefined;
  });
  await waitFor('it is back', async () => (await step()) || undefined);
  for (let more = 0; more < 20; more += 1) expect(await step()).toBe(true);
  await killing.end();
  await server.stop();
}, 60_000);
