import type { NcipSettings } from '../../../electron/main/other-system/reach.ts';

/** The settings with which the responder agrees; its address is missing. */
export const usualNcip: NcipSettings = {
  kind: 'other',
  address: '',
  fromAgency: '01MAIN',
  toAgency: '',
  profileType: 'DESK',
  authentication: 'none',
  user: '',
  authority: '',
  namesDesk: true,
  notifies: false,
  scansIn: false,
  loansBy: 'ncip',
  looksUp: false,
  received: true,
  lent: true,
  renewed: true,
  back: true,
  returned: true,
  recalled: true,
  isHeld: false,
};
