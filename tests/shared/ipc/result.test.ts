import { expect, test } from 'vitest';
import { ok, refuse } from '../../../shared/ipc/result.ts';

test('a refusal has its code, its sentence and its facts', () => {
  expect(ok(3)).toEqual({ ok: true, value: 3 });
  expect(refuse('barcode-in-use', 'In use.', { externalId: 'A1' })).toEqual({
    ok: false,
    error: { code: 'barcode-in-use', message: 'In use.', retryable: false, details: { externalId: 'A1' } },
  });
});
