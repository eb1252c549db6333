import { Button } from '@mantine/core';
import { NoticeWords } from '../../components/NoticeWords.tsx';
import { NoticePlace } from './NoticePlace.tsx';
import { t } from '../../../../shared/words/words.ts';

/** What the last step on a page did. */
export type PageNews = {
  readonly words: string;
  /** Something was not done: it stays until somebody has read it. */
  readonly failed: boolean;
  /** The way back, where there is one. */
  readonly undo?: (() => void) | undefined;
};

/** The notice of a page whose steps are told in one sentence. It goes by itself; a failure stays. */
export const PageNotice = ({
  news,
  dismiss,
}: {
  readonly news: PageNews | null;
  /** The same function all the time. */
  readonly dismiss: () => void;
}) => (
  <NoticePlace
    news={news}
    stays={news?.failed === true}
    dismiss={dismiss}
    status={news && !news.failed && <NoticeWords sign="done" title={news.words} />}
    alert={news?.failed === true && <NoticeWords sign="stop" title={news.words} />}
    ways={
      news?.undo && (
        <Button variant="default" size="compact-sm" onClick={news.undo}>
          {t('Undo')}
        </Button>
      )
    }
  />
);
