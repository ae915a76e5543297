"""What writer and reader of a working copy agree on: the names under which bound numbers and paragraphs are found again."""

NAMESPACE = "urn:reportgen:working-copy"
STORE = "{7C1B6A52-5D0E-4E0A-9B5E-52475F424E44}"  # of the custom XML part, for data bindings
FIGURE = "[{}]"          # ends a control's title: 毕业去向落实率 [12]
NUMBER_MARK = "_rg_{}"      # bookmark around a control
PARAGRAPH_MARK = "_rgp_{}"  # bookmark around a paragraph's words
