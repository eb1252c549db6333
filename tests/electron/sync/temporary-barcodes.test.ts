import { expect, test } from 'vitest';
import { receivingService } from '../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

const shared = sharedLibrary();

const makeBarcode = ({ context }: SyncDesk): string => {
  const made = receivingService(context).makeBarcode({ opId: newOpId(), requestId: 2 as RequestId });
  return (valueOf(made as never) as { readonly barcode: string }).barcode;
};

test('two workstations never make the same temporary barcode', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const made = [one, other, one, other].map(makeBarcode);
    await one.sync();
    await other.sync();
    made.push(...[one, other].map(makeBarcode));
    expect(new Set(made).size, made.join(' ')).toBe(6);
  }));

test('nor do two libraries whose prefixes differ by the number of a workstation', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(11)];
    one.raw.exec("UPDATE library SET barcode_prefix = 'T1'");
    other.raw.exec("UPDATE library SET barcode_prefix = 'T'");
    expect(makeBarcode(one)).not.toBe(makeBarcode(other));
  }));
