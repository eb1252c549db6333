import { describe, expect, it } from 'vitest';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { resultOfTest } from '../../../../electron/main/partners/exchange/test-connection.ts';

const refused = (errorType: string | null, words: string): PostResult => ({
  kind: 'refused',
  errorType,
  words,
});
const answered = (httpStatus: number, words = ''): PostResult => ({
  kind: httpStatus >= 300 && httpStatus < 500 ? 'refused' : 'unknown',
  errorType: null,
  words,
  httpStatus,
});

describe('A test of the connection to a partner’s system', () => {
  it.each<[PostResult, RegExp]>([
    [{ kind: 'ok', errorType: null, words: '' }, /confirmed the message/],
    [refused('UnableToFindRequest', 'Who is it?'), /^The connection works. As expected.*test request\.$/],
    [
      refused('UnrecognisedDataValue', 'requestingAgencyRequestId: request with a given ID not found'),
      /As expected/,
    ],
    [refused('UnsupportedActionType', 'StatusRequest is not supported'), /does not accept status requests/],
  ])('works if the system answers in ISO 18626, whatever it says of the request: %j', (result, words) => {
    expect(resultOfTest(result)).toEqual({ works: true, words: expect.stringMatching(words) });
  });

  it.each<[PostResult, RegExp]>([
    [{ kind: 'unreached', words: 'No such name.' }, /^No such name\.$/],
    [
      refused('UnrecognisedDataValue', 'supplyingAgencyId: supplying agency not found'),
      /one of the two symbols/,
    ],
    [refused('UnrecognisedDataValue', 'requestingAgencyId: requesting agency not found'), /Check both/],
    [refused('UnrecognisedDataValue', 'wrong security code'), /account or its code/],
    [refused('BadlyFormedMessage', ''), /It says: BadlyFormedMessage/],
    [answered(401), /authentication/],
    [answered(404), /end of the address/],
    [answered(302), /another address/],
    [answered(200, '<html>Welcome'), /not in ISO 18626 \(HTTP 200\)\. <html>Welcome/],
    [answered(502, 'Bad Gateway'), /reports an error \(HTTP 502\)\. Bad Gateway/],
    [{ kind: 'unknown', errorType: null, words: 'It was lost.' }, /^It was lost\.$/],
    [{ kind: 'unknown', errorType: null, words: '' }, /without saying whether/],
  ])('says what to correct: %j', (result, words) => {
    expect(resultOfTest(result)).toEqual({ works: false, words: expect.stringMatching(words) });
  });
});
