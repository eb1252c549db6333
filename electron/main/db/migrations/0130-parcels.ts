import type { Migration } from '../migrate.ts';

/** Slips of one parcel come out as one: which parcel a slip belongs to; null for one that stands alone. */
export const parcels: Migration = {
  version: 130,
  up: `
ALTER TABLE print_job ADD COLUMN parcel TEXT;
CREATE INDEX print_job_parcel ON print_job (parcel) WHERE parcel IS NOT NULL;
`,
};
