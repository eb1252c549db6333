import { pageLabel, type Page } from '../../../shared/domain/pages.ts';
import { useAppState } from '../api/queries.ts';

/** The name of each page as this installation has it. */
export const usePageLabels = (): ((page: Page) => string) => {
  const otherSystem = useAppState().data?.settings.otherSystem.name ?? '';
  return (page) => pageLabel(page, otherSystem);
};
