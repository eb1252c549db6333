import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { legalityOf } from '../../../../electron/main/partners/iso18626/legality.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { expectAgreement, kindsOf } from '../../../support/lender/agreement.ts';
import type { Fault } from '../../../support/lender/lender.ts';
import { type Play, startPlay, usualProfile } from '../../../support/lender/play.ts';
import { howMany } from '../../../support/how-many.ts';
import { scripts } from '../../../support/lender/scripts.ts';

let play: Play;

describe('When connections fail', () => {
  beforeEach(async () => {
    play = await startPlay(scripts.LOANED);
  });
  afterEach(() => play.end());

  it.each(['before', 'during', 'after', 'slow', '201', 'gateway'] satisfies readonly Fault[])(
    'a request arrives once: %s',
    async (fault) => {
      const faults: (Fault | null)[] = [fault];
      play.stage.fault = () => faults.shift() ?? null;
      expect(await play.borrower.ask('R1')).toMatchObject({ kind: 'ok' });
      await play.lender.settled();
      expect(kindsOf(play)).toEqual(['shipped']);
      expectAgreement(play);
    },
  );

  it('what the borrower could not receive waits at the lender, and is delivered later', async () => {
    await play.borrower.stop();
    await play.borrower.ask('R1');
    await play.lender.settled();
    expect(kindsOf(play)).toEqual([]);
    await play.lender.restart();
    await play.borrower.start();
    await play.lender.deliver();
    expect(kindsOf(play)).toEqual(['shipped']);
    expectAgreement(play);
  });

  it('a confirmation counts although the status code says otherwise', async () => {
    play.stage.fault = () => '400';
    expect(await play.borrower.ask('R1')).toMatchObject({ kind: 'ok' });
  });

  it('a request that exists already is a clash, unless one of our answers was lost', async () => {
    await play.borrower.ask('R1');
    expect(await play.borrower.ask('R1')).toEqual({
      kind: 'duplicate',
      errorType: 'UnrecognisedDataValue',
      words: 'RequestingAgencyRequestId already exists',
    });
  });

  it('the peer’s words say what was wrong', async () => {
    await play.borrower.ask('R1');
    await play.lender.settled();
    play.borrower.made.set('R9', play.borrower.of('R1'));
    expect(await play.borrower.tell('R9', { word: 'received' })).toEqual([
      { kind: 'refused', errorType: 'UnrecognisedDataValue', words: 'requestingAgencyRequestId: not found' },
    ]);
  });

  it('requests reach their end, and both sides agree', { timeout: 1_800_000 }, async () => {
    const faults = fc.constantFrom<Fault | null>(
      null,
      null,
      null,
      'before',
      'during',
      'after',
      '201',
      'gateway',
    );
    const lives = fc.array(
      fc.record({
        script: fc.constantFrom(...names),
        renews: fc.boolean(),
        cancels: fc.boolean(),
        accepts: fc.boolean(),
        crashes: fc.boolean(),
        faults: fc.array(faults, { maxLength: 12 }),
        delivery: fc.constantFrom(
          'at-once' as const,
          'twice' as const,
          'in-order' as const,
          'backwards' as const,
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    let count = 0;
    await checkProperty(
      fc.asyncProperty(lives, async (chosen) => {
        for (const life of chosen) {
          const left = [...life.faults];
          play.stage.fault = () => left.shift() ?? null;
          await live(`L${(count += 1)}`, life);
        }
      }),
      { numRuns: howMany('LENDER_LIVES', 25, 2_000) },
    );
  });
});

const names = Object.keys(scripts) as (keyof typeof scripts)[];

type Choices = {
  readonly script: keyof typeof scripts;
  readonly renews: boolean;
  readonly cancels: boolean;
  readonly accepts: boolean;
  readonly crashes: boolean;
  readonly delivery: 'at-once' | 'twice' | 'in-order' | 'backwards';
};

/** Lets a request live as its script and the choices of staff allow, and compares both sides whenever everything has arrived. */
const live = async (id: string, { script, delivery, ...choices }: Choices): Promise<void> => {
  const { lender, borrower, stage } = play;
  stage.script = scripts[script];
  stage.profile = { convention: script === 'CONDITION_ALMA' ? 'accept-reject' : 'reshare' };
  const isHeld = delivery === 'in-order' || delivery === 'backwards';
  stage.delivery = isHeld ? 'held' : delivery;
  const arrives = async (): Promise<void> => {
    await lender.settled();
    if (isHeld) await lender.deliver(delivery);
    expectAgreement(play, id);
  };
  const state = () => borrower.of(id).life.turns[0]?.state;
  await borrower.ask(id, {}, script === 'SET' ? 2 : 1);
  await arrives();
  if (state() === 'conditional') {
    await borrower.answers(id, choices.accepts);
    await arrives();
  }
  if (choices.cancels && state() === 'will-supply') {
    await borrower.cancels(id);
    await arrives();
  }
  if (choices.crashes) await lender.restart();
  if (state() !== 'shipped') return;
  for (let volumes = script === 'SET' ? 2 : 1; volumes > 0; volumes -= 1) await borrower.receives(id);
  await arrives();
  const mayRenew = legalityOf('Renew', borrower.standing(id), usualProfile).may === 'yes';
  if (choices.renews && mayRenew) {
    await borrower.renews(id, '2027-02-15');
    await arrives();
  }
  await borrower.sendsBack(id, 1);
  if (choices.crashes) await lender.restart();
  if (script === 'SET') await borrower.sendsBack(id);
  await arrives();
  expect(state()).toBe('supplied');
  expect(borrower.of(id).life.endedAs).toMatch(/^(REQUEST_COMPLETED|CANCELLED_BY_STAFF)$/);
};
