import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkProperty } from '../../../support/check-property.ts';
import { expectAgreement, kindsOf } from '../../../support/lender/agreement.ts';
import type { Fault } from '../../../support/lender/lender.ts';
import { type Play, startPlay } from '../../../support/lender/play.ts';
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

  it('a confirmation counts although the status code says otherwise', async () => {
    play.stage.fault = () => '400';
    expect(await play.borrower.ask('R1')).toMatchObject({ kind: 'ok' });
  });

  it('a request that exists is a clash, if no answer of ours was lost', async () => {
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
    expect(await play.borrower.receives('R9')).toEqual([
      { kind: 'refused', errorType: 'UnrecognisedDataValue', words: 'requestingAgencyRequestId: not found' },
    ]);
  });

  it('lives go on to their end, and both sides agree', async () => {
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
        renews: fc.boolean(),
        crashes: fc.boolean(),
        faults: fc.array(faults, { maxLength: 12 }),
        delivery: fc.constantFrom('at-once' as const, 'twice' as const),
      }),
      { minLength: 1, maxLength: 4 },
    );
    let count = 0;
    await checkProperty(
      fc.asyncProperty(lives, async (chosen) => {
        for (const life of chosen) {
          const id = `L${(count += 1)}`;
          const left = [...life.faults];
          play.stage.fault = () => left.shift() ?? null;
          play.stage.delivery = life.delivery;
          await play.borrower.ask(id);
          await play.lender.settled();
          await play.borrower.receives(id);
          if (life.crashes) await play.lender.restart();
          if (life.renews) await play.borrower.tell(id, 'renewal-asked', { dueOn: '2027-02-15' as never });
          await play.lender.settled();
          await play.borrower.sendsBack(id);
          await play.lender.settled();
          expect(kindsOf(play, id)).toEqual(['shipped', ...(life.renews ? ['renewed'] : []), 'checked-in']);
          expectAgreement(play, id);
        }
      }),
      { numRuns: 15 },
    );
  });
});
