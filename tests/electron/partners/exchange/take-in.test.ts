import { describe, expect, it } from 'vitest';
import { type Incoming, takeIn } from '../../../../electron/main/partners/exchange/take-in.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { type IsoVersion, isoVersions } from '../../../../shared/domain/partner-profile.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { faultsBySchema } from '../../../support/iso18626/official.ts';

const at = '2026-11-25T09:30:00.000Z' as Instant;

const takes = (raw: Uint8Array, version: IsoVersion = '1.2') => {
  const kept: Incoming[] = [];
  const xml = takeIn(raw, at, {
    versionFor: (requestId) => (requestId === 'R1' ? version : null),
    isFull: () => false,
    keep: (incoming) => kept.push(incoming),
  });
  const [only] = kept;
  if (only === undefined || kept.length > 1) throw new Error('It is kept once.');
  return { ...only, xml };
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const supplier = writeMessage(fullMessages[2]!, '1.2');

describe('A message that comes', () => {
  it('is stored unchanged, and confirmed in the version of its partner', () => {
    for (const version of isoVersions) {
      const taken = takes(bytes(supplier), version);
      expect(taken).toMatchObject({ at, verdict: 'ok', message: { kind: 'supplyingAgencyMessage' } });
      expect(taken.raw).toEqual(bytes(supplier));
      expect(taken.identity).toContain('R1');
      expect(taken.xml).toContain('<messageStatus>OK</messageStatus>');
      expect(taken.xml).toContain('<timestampReceived>2026-11-25T09:02:11.000Z</timestampReceived>');
      expect(faultsBySchema([taken.xml], version)).toBe('');
    }
  });

  it('is also stored if it matches no request, is not from a supplier, or is not a message', () => {
    const wrong: readonly (readonly [string, string, boolean])[] = [
      [supplier.replace('>R1<', '>R2<'), 'UnrecognisedDataValue', true],
      [writeMessage(fullMessages[0]!, '1.2'), 'UnsupportedActionType', false],
      [writeMessage(fullMessages[4]!, '1.2'), 'UnsupportedActionType', false],
      [writeMessage(fullMessages[1]!, '1.2'), 'BadlyFormedMessage', false],
      ['<html/>', 'BadlyFormedMessage', false],
      ['\u0000', 'BadlyFormedMessage', false],
    ];
    for (const [text, errorType, isMessage] of wrong) {
      const taken = takes(bytes(text));
      expect(taken.raw).toEqual(bytes(text));
      expect(taken.verdict).toMatchObject({ errorType });
      expect([taken.message !== null, taken.identity !== null]).toEqual([isMessage, isMessage]);
      expect(taken.xml).toContain(`<errorType>${errorType}</errorType>`);
      expect(faultsBySchema([taken.xml], '1.2')).toBe('');
    }
  });

  it('is not confirmed if it cannot be stored', () => {
    const keep = () => {
      throw new Error('disk full');
    };
    expect(() => takeIn(bytes(supplier), at, { versionFor: () => '1.2', isFull: () => false, keep })).toThrow(
      'disk full',
    );
  });
});
