import type { Migration } from './migration'

/**
 * All that a site keeps about a person. Searches walk `people_by_name`, which holds everything that they look at: over
 * 100,000 people one walk measured faster than a trigram index (FTS5) for common words and words of one or two letters,
 * and what it keeps of an erased person is gone with the row.
 */
export const people: Migration = {
  version: 110,
  name: 'people',
  sql: `
ALTER TABLE people ADD COLUMN status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'left'));
ALTER TABLE people ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN team TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN notes TEXT NOT NULL DEFAULT '';
-- Days of the site's calendar, YYYY-MM-DD, both inclusive.
ALTER TABLE people ADD COLUMN valid_from TEXT;
ALTER TABLE people ADD COLUMN valid_to TEXT;
-- Object of texts.
ALTER TABLE people ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';

DROP INDEX people_by_name;
-- erased_at is null throughout, and makes the index answer by itself.
CREATE INDEX people_by_name ON people (sort_name, id, search_text, status, team, erased_at) WHERE erased_at IS NULL;
CREATE INDEX people_without_consent ON people (sort_name, id) WHERE erased_at IS NULL AND consent IS NULL;
CREATE INDEX people_by_team ON people (team, erased_at) WHERE erased_at IS NULL AND team <> '';
`
}
