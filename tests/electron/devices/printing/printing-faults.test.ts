import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { newOpId } from '../../../support/desk.ts';
import { startFixture } from './fixture-app/start.ts';
import {
  dataDir,
  evil,
  fixture,
  nextJob,
  paperOf,
  papersOf,
  passOver,
  print,
  server,
  setTo,
  squeezed,
  usePrinter,
} from './paper.ts';
import { receiveSlip, returnSlip, transitSlip } from './slips.ts';

usePrinter('printing-faults');

describe('a title that is a program', () => {
  const pwned = (): string => join(fixture.folder, 'pwned');
  const attack = [{ type: 'text' as const, value: evil }];

  test('prints these characters and runs nothing', async () => {
    const { text } = await paperOf(
      { ...receiveSlip, title: evil, patronName: evil, circulationNote: evil },
      '80mm',
    );
    expect(text).toContain(squeezed(evil));
    expect(existsSync(pwned())).toBe(false);
  });

  // Each would write the file if one of its characters became markup. These slips go through the printing window.
  const write = `require('fs').writeFileSync('pwned','1')`;
  const attacks: readonly (readonly [how: string, title: string, slip: Slip])[] = [
    ['ends the style', `</style><script>${write}</script>`, receiveSlip],
    ['ends what is around it', `</bdi></h1></main><svg/onload=${write}>`, returnSlip],
    ['ends an attribute', `"><iframe srcdoc="<script>${write}</script>">`, transitSlip],
    ['is cut by NUL and turned around', `<\u0000script>${write}</script\u202E>`, transitSlip],
    ['is written in entities', `&lt;img src=x onerror=${write}&gt;&#60;b&#62;`, returnSlip],
  ];
  test('prints its characters and runs nothing, whatever it tries', async () => {
    const slips = attacks.map(
      ([, title, slip]) => [{ ...slip, title, author: title } as Slip, '80mm'] as const,
    );
    for (const [n, { text, pages }] of (await papersOf(slips)).entries()) {
      const [how = '', title = ''] = attacks[n] ?? [];
      expect(pages, `one that ${how}`).toBe(1);
      const shown = squeezed(title.replace('\u0000', '').replace('\u202E', '')).slice(0, 24);
      expect(text, `one that ${how}`).toContain(shown);
    }
    expect(existsSync(pwned())).toBe(false);
  });

  test('runs nothing even if it arrives as markup: the page is locked too', async () => {
    expect(await fixture.ask({ do: 'rows', rows: attack, printerName: 'Receipt' })).toMatchObject({
      ok: true,
    });
    await nextJob();
    expect(existsSync(pwned())).toBe(false);
  });

  test('would run without both protections: the attack is real', async () => {
    await fixture.ask({ do: 'unguarded', rows: attack, printerName: 'Receipt' });
    await nextJob();
    expect(existsSync(pwned())).toBe(true);
    rmSync(pwned());
  });
});

describe('when it cannot be printed', () => {
  test('a missing printer gives a sentence, not silently a PDF', async () => {
    const { result } = await print(receiveSlip, '80mm', { override: 'Gone' });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'printer-failed',
        message: expect.stringMatching(/^Printer Gone isn’t on this computer\. .* print again\.$/),
      },
    });
    expect(existsSync(join(dataDir, 'slips'))).toBe(false);
  });

  // The runtime itself would report these as printed.
  test('a printer that is stopped or rejects jobs gives a sentence with advice, and gets no job', async () => {
    const taken = server.accepted();
    for (const [stop, start, why] of [
      [server.reject, server.accept, 'isn’t accepting jobs'],
      [server.pause, server.resume, 'is stopped'],
    ] as const) {
      stop();
      const { result } = await print(receiveSlip, '80mm');
      start();
      const message = expect.stringMatching(new RegExp(`^Printer Receipt ${why}\\. Restart it`));
      expect(result).toMatchObject({ ok: false, error: { code: 'printer-failed', message } });
    }
    expect(server.accepted()).toEqual(taken);
    await paperOf(receiveSlip, '80mm');
  });

  test('a printer that does not answer in time is given up at any point, and the next slip is printed', async () => {
    for (const timeoutMs of [1, 100, 200, 300, 400]) {
      const { result } = await print(receiveSlip, '80mm', { timeoutMs });
      if (result.ok) continue;
      expect(result.error.code).toBe('printer-timeout');
      expect(result.error.message).toMatch(
        /^Printer Receipt didn’t answer within .* Check whether the slip came out;/,
      );
      expect(await fixture.ask({ do: 'windows' })).toBe(0);
    }
    passOver();
    expect((await paperOf(receiveSlip, '80mm')).pages).toBe(1);
    expect(await fixture.ask({ do: 'windows' })).toBe(0);
  });

  test('without a print system each slip becomes a PDF', async () => {
    const alone = await startFixture('printing-alone', { CUPS_SERVER: join(dataDir, 'no-socket') });
    try {
      expect(await alone.ask({ do: 'printers' })).toEqual([]);
      const { result } = await alone.ask({
        do: 'print',
        jobId: 99,
        slip: receiveSlip,
        dataDir,
        printing: setTo('80mm'),
        override: null,
      });
      expect(result).toEqual({ ok: true, value: 'saved as slips/99-01MAIN0000101.pdf' });
      expect(existsSync(join(dataDir, 'slips/99-01MAIN0000101.pdf'))).toBe(true);
    } finally {
      await alone.stop();
    }
  });
});

test('waiting slips are printed one after the other', async () => {
  passOver();
  const states = await fixture.ask({
    do: 'queue',
    dataDir,
    printing: setTo('80mm'),
    opIds: [newOpId(), newOpId(), newOpId()],
  });
  expect(states.map(({ jobId, state }) => `${jobId} ${state}`)).toEqual([
    '1 printing',
    '1 printed',
    '2 printing',
    '2 printed',
    '3 printing',
    '3 printed',
  ]);
  let job = 0;
  for (let n = 0; n < 3; n++) job = await nextJob();
  expect(server.printed().at(-1)).toBe(job);
});
