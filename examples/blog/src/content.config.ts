import { glob } from "astro/loaders";
import { defineCollection, z } from "astro:content";

// The build stops at the first wrong value; front-matter.schema.yaml says the same to postlint, which shows all.
const blog = defineCollection({
  loader: glob({ base: "./src/content/blog", pattern: "**/*.{md,mdx}" }),
  schema: z.object({
    title: z.string(),
    description: z.string(),
    pubDate: z.coerce.date(),
    updatedDate: z.coerce.date().optional(),
    draft: z.boolean().default(false),
    category: z.enum(["touring", "workshop", "coffee", "notes"]),
    tags: z.array(z.string()).default([]),
    heroImage: z.string().optional(),
    focusKeyword: z.string().optional(),
  }),
});

export const collections = { blog };
