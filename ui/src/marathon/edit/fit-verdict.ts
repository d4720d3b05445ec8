/** What `POST /v2/fit` answers, and how good that is. */
export interface FitAnswer {
  readonly steps: readonly {
    readonly actions: readonly {
      readonly action: string;
      readonly app?: string;
      readonly pod?: string;
    }[];
  }[];
  /** New instances. */
  readonly wanted: number;
  /** Of an upgrade: what happens before a new instance is up. */
  readonly first?: { readonly ended: number; readonly launched: number };
  readonly offers: number;
  /** Null: it is not known. */
  readonly fits: number | null;
  readonly unknown?: string;
  readonly unknownBecause?: string;
  readonly isAtLeast?: boolean;
  /** Offers on which no instance would have a place, by the first reason. */
  readonly declined?: Readonly<Record<string, number>>;
  readonly places?: readonly FitPlace[];
}

export interface FitPlace {
  readonly agentId: string;
  readonly host: string;
  readonly fits: number;
  readonly reasons: readonly string[];
  readonly detail: string | null;
}

export type Verdict = 'noneNeeded' | 'unknown' | 'allFit' | 'someFit' | 'noneFits';

export function verdictOf({ wanted, fits }: Pick<FitAnswer, 'wanted' | 'fits'>): Verdict {
  if (wanted === 0) return 'noneNeeded';
  if (fits === null) return 'unknown';
  if (fits >= wanted) return 'allFit';
  return fits > 0 ? 'someFit' : 'noneFits';
}

/** Marathon can be asked to ask Mesos: nothing else is missing. */
export const mayAsk = ({ unknown }: FitAnswer): boolean =>
  unknown === 'none-held' || unknown === 'none-came' || unknown === 'too-many';
