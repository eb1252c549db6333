import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import { Borrower } from './borrower.ts';
import { type Delivery, type Fault, Lender, type Script } from './lender.ts';

/** A lender and a borrower that speak to each other over HTTP on loopback. */
export type Play = {
  readonly lender: Lender;
  readonly borrower: Borrower;
  /** What may be changed while they speak. */
  readonly stage: {
    script: Script;
    fault: () => Fault | null;
    delivery: Delivery;
    profile: Partial<ProtocolProfile>;
  };
  readonly end: () => Promise<void>;
};

/** The conventions of most partners. */
export const usualProfile: Omit<ProtocolProfile, 'address'> = {
  by: 'iso18626',
  ours: { agencyIdType: 'ISIL', agencyIdValue: 'MAIN' },
  theirs: { agencyIdType: 'ISIL', agencyIdValue: 'NORTH' },
  isBroker: false,
  version: '1.2',
  authentication: { kind: 'none' },
  convention: 'reshare',
  accepts: ['StatusRequest', 'Received', 'Cancel', 'Renew', 'ShippedReturn', 'Notification', 'Lost'],
  volumeFormat: 'repeated',
  authority: null,
};

/** Starts both sides. */
export const startPlay = async (script: Script, profile: Partial<ProtocolProfile> = {}): Promise<Play> => {
  const stage: Play['stage'] = { script, fault: () => null, delivery: 'at-once', profile };
  const borrower = new Borrower(() => ({ ...usualProfile, address: lender.url, ...stage.profile }));
  const lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: profile.version ?? '1.2', prefix: 'ns1' },
    file: join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json'),
    borrowerUrl: () => borrower.url,
    script: () => stage.script,
    fault: () => stage.fault(),
    delivery: () => stage.delivery,
  });
  await borrower.start();
  await lender.start();
  return {
    lender,
    borrower,
    stage,
    end: async () => {
      await lender.settled();
      await lender.crash();
      await borrower.stop();
    },
  };
};
