import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://slowspokes.example",
  trailingSlash: "always",
  integrations: [mdx()],
});
