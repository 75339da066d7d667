// What the diagnosis uses of MiniSearch 7.2.0.

interface SearchOptions {
  boost: Record<string, number>;
  boostTerm: (term: string) => number;
  prefix: (term: string) => boolean;
  fuzzy: (term: string) => number | false;
}

interface SearchResult {
  id: string;
  score: number;
  queryTerms: string[];
}

export default class MiniSearch {
  constructor(options: { idField: string; fields: string[] });
  addAll(documents: object[]): void;
  search(query: string, options: SearchOptions): SearchResult[];
}
