#include "load/md_address.h"
#include "load/md_hole.h"
#include "load/md_inline.h"

static const str web_hint =
    STR_INIT("Write the whole address with https://, so that it works from disk too.");
static const str data_hint =
    STR_INIT("Save the picture as a file beside the guide and link to it there.");

void md_web_link_open(struct md *md, str url, str title) {
  struct html *h = &md->html;
  md->literal.cited = true;
  buf escaped = buf_new(md->work, url.n * 3);
  url_escape(&escaped, url);
  html_open(h, STR("a"));
  html_attr(h, STR("href"), buf_text(&escaped));
  html_attr(h, STR("rel"), STR("noopener"));
  if (title.n > 0) {
    html_attr(h, STR("title"), title);
  }
}

/* An attribute whose value is the URL of a new reference. */
static ptrdiff_t write_hole(struct md *md, str name, struct md_ref ref) {
  html_attr(&md->html, name, STR(""));
  return md_hole_add(md, HOLE_URL, 1, ref);
}

static void complain(struct md *md, diag_id id, struct md_range range, str subject, str hint) {
  struct diag *d = diag_add(md->diags, id, md_span(&md->place, range), subject);
  if (hint.n > 0) {
    diag_hint(md->diags, d, hint);
  }
}

static bool is_blank(str s) {
  return str_trim(s).n == 0;
}

/* --- links --- */

static void open_link(struct md *md, cmark_node *node, str text) {
  struct md_link_state *link = &md->link;
  str url;
  str title = str_of(cmark_node_get_title(node));
  link->address = md_address_of(str_of(cmark_node_get_url(node)), md->work, &url);
  link->url = url;
  switch (link->address) {
    case ADDRESS_WEB:
      link->ref = md_ref_add(md, (struct md_ref){.kind = REF_WEB, .target = url, .text = text});
      md_web_link_open(md, url, title);
      break;
    case ADDRESS_MAIL:
      md_web_link_open(md, url, title);
      break;
    case ADDRESS_LOCAL:
      html_open(&md->html, STR("a"));
      link->ref = write_hole(md, STR("href"),
                             (struct md_ref){.kind = REF_LINK, .target = url, .text = text});
      if (title.n > 0) {
        html_attr(&md->html, STR("title"), title);
      }
      break;
    case ADDRESS_EMPTY:
    case ADDRESS_HALF_WEB:
    case ADDRESS_OTHER:
      link->refused = true;
      break;
  }
}

void md_link_enter(struct md *md, cmark_node *node) {
  ptrdiff_t open = md_pass_open(&md->place);
  (void)cmark_node_set_user_data(node, md_keep_offset(md, open));
  if (md->links++ > 0) {
    return; /* a link in a link: only an address in <...> can stand so, and HTML has no such thing
             */
  }
  str text = md_plain(md, node);
  md->link = (struct md_link_state){.ref = -1, .silent = is_blank(text)};
  open_link(md, node, text);
}

/* Says what is wrong with the outermost link, now that its place is known. */
static void check_link(struct md *md, const struct md_target *target) {
  const struct md_link_state *link = &md->link;
  str none = {NULL, 0};
  if (link->ref >= 0) {
    md->refs[link->ref].at = md_span(&md->place, target->address);
  }
  if (link->address == ADDRESS_EMPTY) {
    complain(md, D_LINK_EMPTY, target->whole, none, none);
  } else if (link->refused) {
    str hint = link->address == ADDRESS_HALF_WEB ? web_hint : none;
    complain(md, D_LINK_SCHEME, target->address, link->url, hint);
  }
  if (link->silent) {
    complain(md, D_LINK_TEXT, target->whole, link->url, none);
  }
}

void md_link_leave(struct md *md, cmark_node *node) {
  const ptrdiff_t *open = cmark_node_get_user_data(node);
  struct md_target target = md_pass_close(&md->place, *open);
  if (--md->links > 0) {
    return;
  }
  check_link(md, &target);
  if (md->link.silent) {
    html_text(&md->html, md->link.url); /* so that there is something to follow */
  }
  if (!md->link.refused) {
    html_close(&md->html, STR("a"));
  }
}

/* --- pictures --- */

static void pass_node(struct md *md, cmark_node *node) {
  switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
      md_holes_refuse(md, node, md_pass_text(&md->place, md_literal(node)));
      break;
    case CMARK_NODE_CODE:
      (void)md_pass_code(&md->place);
      break;
    case CMARK_NODE_HTML_INLINE:
      (void)md_pass_html(&md->place, md_literal(node));
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      (void)md_pass_note(&md->place);
      break;
    default:
      break;
  }
}

/* Moves the place behind a link or picture with all that is in it. */
static struct md_target pass_tree(struct md *md, cmark_node *root) {
  struct md_target target = {{-1, -1}, {-1, -1}};
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(iter)) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) {
      if (e == CMARK_EVENT_ENTER) {
        pass_node(md, node);
      }
    } else if (e == CMARK_EVENT_ENTER) {
      (void)cmark_node_set_user_data(node, md_keep_offset(md, md_pass_open(&md->place)));
    } else {
      const ptrdiff_t *open = cmark_node_get_user_data(node);
      target = md_pass_close(&md->place, *open);
    }
  }
  return target;
}

static void write_picture(struct md *md, struct md_ref ref, str title) {
  struct html *h = &md->html;
  html_open(h, STR("img"));
  ptrdiff_t index = write_hole(md, STR("src"), ref);
  html_attr(h, STR("alt"), ref.text);
  md_hole_again(md, HOLE_SIZE, index);
  if (title.n > 0 && !md->figure) {
    html_attr(h, STR("title"), title);
  }
  if (md->pictures++ > 0) { /* the first may be in view when the page opens */
    html_attr(h, STR("loading"), STR("lazy"));
    html_attr(h, STR("decoding"), STR("async"));
  }
  html_flush(h);
  if (md->figure) {
    html_element(h, STR("figcaption"), title);
  }
}

/* Why a picture at this address cannot be shown. */
static void refuse_picture(struct md *md, enum md_address address, str url,
                           const struct md_target *target) {
  str none = {NULL, 0};
  if (address == ADDRESS_EMPTY) {
    complain(md, D_LINK_EMPTY, target->whole, none, none);
  } else if (md_is_word(str_sub(url, 0, 5), STR("data:"))) {
    complain(md, D_IMAGE_REMOTE, target->address, str_sub(url, 0, 5), data_hint);
  } else if (address == ADDRESS_OTHER || address == ADDRESS_MAIL) {
    complain(md, D_LINK_SCHEME, target->address, url, none);
  } else {
    complain(md, D_IMAGE_REMOTE, target->address, url, none);
  }
}

void md_image_write(struct md *md, cmark_node *node) {
  str alt = str_trim(md_plain(md, node));
  struct md_target target = pass_tree(md, node);
  str url;
  enum md_address address = md_address_of(str_of(cmark_node_get_url(node)), md->work, &url);
  if (alt.n == 0) {
    complain(md, D_MD_ALT_MISSING, target.whole, url, (str){NULL, 0});
  }
  if (address != ADDRESS_LOCAL) {
    refuse_picture(md, address, url, &target);
    html_text(&md->html, alt);
  } else {
    struct md_ref ref = {
        .kind = REF_IMAGE, .target = url, .text = alt, .at = md_span(&md->place, target.address)};
    write_picture(md, ref, str_of(cmark_node_get_title(node)));
  }
  md_skip(md, node);
}
