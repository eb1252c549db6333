import { describe, expect, it } from 'vitest';
import { readMessage, writeMessage } from '../../../../electron/main/other-system/sip2/message.ts';

const read = (text: string, encoding: BufferEncoding = 'utf8') => readMessage(Buffer.from(text, encoding));

describe('writing', () => {
  it('has the checksums of published examples', () => {
    expect(writeMessage('97', '', [], null).toString()).toBe('97AZFEF5\r');
    expect(writeMessage('99', '00302.00', [], 1).toString()).toBe('9900302.00AY1AZFCA5\r');
  });

  it('does not let a value end its field or the message', () => {
    expect(writeMessage('63', '', [['AA', ' 12|AFevil\r97\n']], null).toString()).toMatch(
      /^63AA12AFevil97\|AZ[0-9A-F]{4}\r$/u,
    );
  });

  it('sums the bytes of letters outside ASCII', () => {
    const bytes = writeMessage('63', '', [['AA', 'Müller']], 3);
    const total = bytes.subarray(0, -5).reduce((sum, byte) => sum + byte, 0);
    expect((total + Number.parseInt(bytes.subarray(-5, -1).toString(), 16)) % 65_536).toBe(0);
  });
});

describe('reading', () => {
  it('reads the fixed fields, the variable fields and the sequence number', () => {
    expect(read('941AY3AZFDFA')).toEqual({ kind: '94', fixed: '1', fields: new Map(), sequence: 3 });
  });

  it('reads an answer without number and checksum', () => {
    expect(read('941')).toMatchObject({ fixed: '1', sequence: null });
  });

  it('refuses a wrong checksum', () => {
    expect(read('940AY3AZFDFA')).toBe('damaged');
  });

  it('refuses an answer that is too short for its kind', () => {
    expect(read('64   short')).toBe('damaged');
  });

  it('keeps the first of two equal fields, and fields that it does not know', () => {
    const answer = read(`98YYYYNN600003${'20261201    101500'}2.00AOMAIN|AOOTHER|ZZx|`);
    expect(answer).toMatchObject({
      fields: new Map([
        ['AO', 'MAIN'],
        ['ZZ', 'x'],
      ]),
    });
  });

  it.each(['utf8', 'latin1'] as const)('reads %s', (encoding) => {
    const answer = read(`98YYYYNN600003${'20261201    101500'}2.00AMBücherei|`, encoding);
    expect(answer).toMatchObject({ fields: new Map([['AM', 'Bücherei']]) });
  });

  it('does not read what is not an answer', () => {
    expect(read('HTTP/1.1 400 Bad Request')).toBeNull();
    expect(read('241N')).toBeNull();
  });
});
