import type { AppState } from '../../../../shared/ipc/views.ts';
import { SamplePreview } from './printing/SamplePreview.tsx';
import { SlipRoutes } from './printing/SlipRoutes.tsx';
import { UsualPrinter } from './printing/UsualPrinter.tsx';
import type { SettingsPart } from './settings-part.ts';

/** Where slips go, on which paper, and how they come out. */
export const PrintingSettings = ({
  state: { printing, desks, desk },
  ...part
}: SettingsPart & { readonly state: Pick<AppState, 'printing' | 'desks' | 'desk'> }) => (
  <>
    <UsualPrinter {...part} description={printing.description} />
    <SlipRoutes {...part} desks={desks} here={desk.id} />
    <SamplePreview settings={part.settings} here={desk.id} />
  </>
);
